package dev.freshet.analyzer.notebook;

/** How a text holds a notebook. */
public enum DocumentFormat {
  /** Jupyter's JSON. */
  IPYNB
}
