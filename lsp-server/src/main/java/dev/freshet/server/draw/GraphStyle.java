package dev.freshet.server.draw;

import java.util.Collection;

/** The looks of a drawing: two colour schemes, and what pointing at a cell does. */
final class GraphStyle {
  private static final String COLOURS =
      """
      svg{--page:#fff;--ink:#1f2430;--faint:#6b7280;--box:#f6f7f9;--line:#c9ced8;
      --data:#3b6fb6;--deferred:#8a4fbe;--mutation:#c9691d;--delete:#c43b3b;--file:#2e8b57;--ambient:#0e8a94;--order:#8b919c}
      @media (prefers-color-scheme:dark){svg{--page:#16181d;--ink:#e6e8ec;--faint:#9aa1ad;--box:#22262e;--line:#3d4450;
      --data:#7aa9ea;--deferred:#c193ee;--mutation:#f0a060;--delete:#f07d7d;--file:#72c999;--ambient:#5ec8d1;--order:#868d99}}
      .page{fill:var(--page)}
      text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
      .title{font-size:17px;font-weight:600}.name{font-weight:600}.note,.step{fill:var(--faint)}
      .code{font:11px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--faint)}
      .b rect{fill:var(--box);stroke:var(--line)}.b:hover rect{stroke:var(--ink)}
      .e{fill:none;stroke-width:1.5;opacity:.8}.may{stroke-dasharray:5 4}.a{pointer-events:stroke}
      .a:hover .e{stroke-width:3;opacity:1}.a,.b{transition:opacity .15s}
      """;

  private GraphStyle() {}

  static String css(Collection<Integer> cells) {
    StringBuilder css = new StringBuilder("\n").append(COLOURS);
    for (String kind :
        new String[] {"data", "deferred", "mutation", "delete", "file", "ambient", "order"}) {
      css.append(
          ".e.%s{stroke:var(--%s)}.h.%s{fill:var(--%s)}\n".formatted(kind, kind, kind, kind));
    }
    // Pointing at a cell leaves its own arrows.
    for (int cell : cells) {
      css.append("svg:has(#n%d:hover) .a:not(.n%d){opacity:.07}\n".formatted(cell, cell));
    }
    return css.toString();
  }
}
