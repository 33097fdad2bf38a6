/** What a user sees and does in VS Code's window, said in the words of notebooks. */
import { chromium } from "playwright-core";

const PATIENCE_MS = 60_000;

export async function openNotebook(url, folder, name) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 1300 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  // A notebook that is opened before the extensions are known is shown as text.
  await page.waitForFunction(() => performance.getEntriesByName("code/didLoadExtensions").length > 0);
  await page.getByRole("treeitem", { name }).dblclick();
  await page.locator(".cell-list-container .monaco-list-row").first().waitFor({ state: "attached" });
  return new NotebookPage(browser, page);
}

class NotebookPage {
  constructor(browser, page) {
    this.browser = browser;
    this.page = page;
  }

  async button(name) {
    await this.page.getByRole("button", { name, exact: true }).first().click();
  }

  async buttons(name) {
    return this.page.getByRole("button", { name, exact: true }).count();
  }

  row(text) {
    return this.page.locator(".cell-list-container .monaco-list-row.code-cell-row").filter({ hasText: text });
  }

  /** Puts the cursor at the end of the cell with this text. */
  async edit(text) {
    await this.row(text).locator(".monaco-editor .view-line").last().click();
    await this.page.keyboard.press("Control+End");
  }

  /** Clicks the triangle left of the cell. */
  async runCell(text) {
    await this.row(text).hover();
    await this.row(text).locator(".run-button-container .action-label").first().click();
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  async press(keys) {
    await this.page.keyboard.press(keys);
  }

  async palette(command) {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-box input").fill(`>${command}`);
    await this.page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ hasText: command })
      .first()
      .click();
  }

  /** The items below a cell, in one line. */
  async statusOf(text) {
    const items = await this.row(text).locator(".cell-status-item:visible").allInnerTexts();
    return items.map(plain).filter(Boolean).join(" | ");
  }

  async squiggles(text, severity) {
    return this.row(text).locator(`.squiggly-${severity}`).count();
  }

  /** Text of all outputs; they live in frames of their own. */
  async outputs() {
    const texts = await this.#inOutputs((container) => container.innerText);
    return plain(texts.join("\n"));
  }

  async imagesShown() {
    const counts = await this.#inOutputs(
      (container) => [...container.querySelectorAll("img")].filter((image) => image.naturalWidth > 0).length,
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async close() {
    await this.page.goto("about:blank"); // lets the extension host go at once
    await this.browser.close();
  }

  async #inOutputs(read) {
    const found = [];
    for (const frame of this.page.frames()) {
      const container = await frame.$("#container").catch(() => null);
      if (container) {
        found.push(await container.evaluate(read).catch(() => null));
      }
    }
    return found.filter((value) => value !== null);
  }
}

/** Non-breaking spaces are VS Code's, not ours. */
function plain(text) {
  return text.replaceAll("\u00a0", " ").trim();
}
