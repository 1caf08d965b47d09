// The least that an Electron program can be: one window, one page, nothing else. The floor of B13, B14 and B16.
const { app, BrowserWindow } = require("electron");
const { join } = require("node:path");

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } });
  return window.loadFile(join(__dirname, "index.html"));
});
app.on("window-all-closed", () => app.quit());
