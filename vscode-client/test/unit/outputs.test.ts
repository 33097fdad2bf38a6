import { describe, expect, it } from "vitest";
import { foldReturns, toCellOutput } from "../../src/notebook/outputs";
import type { NbOutput } from "../../src/protocol";

function items(output: NbOutput): [string, string][] {
  return toCellOutput(output, null).items.map((item) => [
    item.mime,
    Buffer.from(item.data).toString("latin1"),
  ]);
}

describe("nbformat outputs", () => {
  it("decode images, join lines, and keep JSON", () => {
    const data = {
      "image/png": Buffer.from("\x89PNG", "latin1").toString("base64"),
      "image/svg+xml": ["<svg>", "</svg>"],
      "text/html": ["<b>", "x</b>"],
      "application/json": ["a", "b"],
      "application/vnd.vegalite.v5+json": { mark: "bar" },
    };
    expect(items({ output_type: "display_data", data })).toEqual([
      ["image/png", "\x89PNG"],
      ["image/svg+xml", "<svg></svg>"],
      ["text/html", "<b>x</b>"],
      ["application/json", '["a","b"]'],
      ["application/vnd.vegalite.v5+json", '{"mark":"bar"}'],
    ]);
  });

  it("carry an error's traceback as its stack", () => {
    const error: NbOutput = {
      output_type: "error",
      ename: "ValueError",
      evalue: "no",
      traceback: ["Traceback", "ValueError: no"],
    };
    expect(items(error)).toEqual([
      [
        "application/vnd.code.notebook.error",
        '{"name":"ValueError","message":"no","stack":"Traceback\\nValueError: no"}',
      ],
    ]);
  });

  it("keep what the .ipynb serializer saves", () => {
    const output: NbOutput = {
      output_type: "execute_result",
      data: { "text/plain": "1" },
      metadata: { needs_background: "light" },
      execution_count: 7,
    };
    expect(toCellOutput(output, "d").metadata).toEqual({
      outputType: "execute_result",
      executionCount: 7,
      metadata: { needs_background: "light" },
      transient: { display_id: "d" },
    });
  });
});

describe("carriage returns", () => {
  it.each([
    ["a\rb", "b"],
    ["abc\rx", "xbc"],
    ["one\r\ntwo\r\n", "one\ntwo\n"],
    [" 10%\r 50%\r100%\ndone", "100%\ndone"],
    ["waiting\r", "waiting"],
  ])("%j shows %j", (text, shown) => {
    expect(foldReturns(text)).toBe(shown);
  });
});
