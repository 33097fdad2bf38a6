/** The dependency graph as a picture: one row per cell in notebook order with what it needs, an arc for each pair of cells. */
import type { Graph, GraphEdge } from "../protocol";

const ROW = 26;
const TEXT_WIDTH = 430;
const ARC_STEP = 14;

export function graphSvg(graph: Graph, title: (index: number) => string): string {
  const rows = new Map(graph.cells.map((cell, row) => [cell.index, row]));
  const arcs = pairs(graph.edges).map((edges) => arc(edges, rows));
  const labels = graph.cells.map(
    (cell, row) =>
      `<text x="${TEXT_WIDTH}" y="${middle(row) + 4}" text-anchor="end">` +
      `<title>${escape(cell.id)}</title>${cell.index}  ${escape(shortened(title(cell.index)))}</text>`,
  );
  const needs = graph.cells.map((cell, row) => needed(graph, cell.index, row));
  const height = graph.cells.length * ROW + 8;
  const width = namesAt(graph) + 500;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${[...labels, ...arcs, ...needs].join("")}</svg>`;
}

/** Edges between the same two cells share an arc. */
function pairs(edges: readonly GraphEdge[]): [GraphEdge, ...GraphEdge[]][] {
  const byPair = new Map<string, [GraphEdge, ...GraphEdge[]]>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`;
    const known = byPair.get(key);
    if (known) {
      known.push(edge);
    } else {
      byPair.set(key, [edge]);
    }
  }
  return [...byPair.values()];
}

function arc(edges: [GraphEdge, ...GraphEdge[]], rows: ReadonlyMap<number, number>): string {
  const [{ from, to }] = edges;
  const [top, bottom] = [rows.get(from) ?? 0, rows.get(to) ?? 0];
  const x = TEXT_WIDTH + 10;
  const far = x + reach(bottom - top);
  const tooltip = edges.map((edge) => `${edge.name}: ${edge.kind}, ${edge.certainty}`).join("\n");
  const dashed = edges.every((edge) => edge.certainty === "may") ? ' stroke-dasharray="3 3"' : "";
  const path = `M${x},${middle(top)} C${far},${middle(top)} ${far},${middle(bottom)} ${x},${middle(bottom)}`;
  return (
    `<g><title>${escape(`${from} → ${to}\n${tooltip}`)}</title><path d="${path}" fill="none"${dashed}/>` +
    `<circle cx="${x}" cy="${middle(bottom)}" r="3"/></g>`
  );
}

function needed(graph: Graph, index: number, row: number): string {
  const names = new Set(graph.edges.filter((edge) => edge.to === index).map((edge) => edge.name));
  const text = names.size === 0 ? "" : `← ${[...names].join(", ")}`;
  return `<text class="name" x="${namesAt(graph)}" y="${middle(row) + 4}">${escape(text)}</text>`;
}

/** Right of the widest arc. */
function namesAt(graph: Graph): number {
  return TEXT_WIDTH + 20 + reach(graph.cells.length) * 0.75;
}

function reach(distance: number): number {
  return 24 + Math.min(distance, 40) * ARC_STEP;
}

function middle(row: number): number {
  return row * ROW + ROW / 2;
}

function shortened(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
