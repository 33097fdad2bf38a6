import { expect, it } from "vitest";
import { graphSvg } from "../../src/views/graphSvg";

it("draws a row per cell and one arc per pair of cells", () => {
  const edge = (from: number, to: number, name: string) =>
    ({ from, to, name, kind: "data", certainty: "must" }) as const;
  const svg = graphSvg(
    {
      cells: [
        { index: 1, id: "a" },
        { index: 3, id: "b" },
        { index: 4, id: "c" },
      ],
      edges: [edge(1, 3, "x"), edge(1, 3, "y"), edge(3, 4, "z")],
    },
    (index) => (index === 3 ? 'f"<b>" & 1' : "x = 1"),
  );
  expect(svg.match(/<path/g)).toHaveLength(2);
  expect(svg).toContain(">← x, y</text>");
  expect(svg).toContain("3  f&quot;&lt;b>&quot; &amp; 1</text>");
});
