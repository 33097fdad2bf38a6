/** The dependency graph as a picture: one row per cell in notebook order, an arc for each pair of cells with what flows. */
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
  const height = graph.cells.length * ROW + 8;
  const width = TEXT_WIDTH + 40 + reach(graph.cells.length) + 160;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join("")}${arcs.join("")}</svg>`;
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
  const names = [...new Set(edges.map((edge) => edge.name))].join(", ");
  const tooltip = edges.map((edge) => `${edge.name}: ${edge.kind}, ${edge.certainty}`).join("\n");
  const dashed = edges.every((edge) => edge.certainty === "may") ? ' stroke-dasharray="3 3"' : "";
  const path = `M${x},${middle(top)} C${far},${middle(top)} ${far},${middle(bottom)} ${x},${middle(bottom)}`;
  const labelY = (middle(top) + middle(bottom)) / 2 + 4;
  return (
    `<g><title>${escape(`${from} → ${to}\n${tooltip}`)}</title><path d="${path}" fill="none"${dashed}/>` +
    `<circle cx="${x}" cy="${middle(bottom)}" r="3"/>` +
    `<text class="name" x="${x + (far - x) * 0.78}" y="${labelY}">${escape(shortened(names))}</text></g>`
  );
}

function reach(distance: number): number {
  return 24 + Math.min(distance, 40) * ARC_STEP;
}

function middle(row: number): number {
  return row * ROW + ROW / 2;
}

function shortened(text: string): string {
  return text.length > 56 ? `${text.slice(0, 55)}…` : text;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
