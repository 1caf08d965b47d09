import { existsSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const root = import.meta.dirname;

/** What the oldest Electron we run on carries: 33, for offline development and tests. */
const OLDEST_NODE = "node20.18";
const OLDEST_CHROME = "chrome130";

/** Programs of their own beside the main one: the signer's process, the worker that writes synchronised records, and the one that exports them. */
const companions = {
  signer: join(root, "src-main", "signer", "process.ts"),
  syncWorker: join(root, "src-main", "sync", "worker.ts"),
  exportWorker: join(root, "src-main", "exports", "worker.ts"),
};

export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      target: OLDEST_NODE,
      minify: false, // stack traces in a log must name the functions
      rollupOptions: {
        input: {
          index: join(root, "src-main", "index.ts"),
          ...Object.fromEntries(Object.entries(companions).filter(([, file]) => existsSync(file))),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      target: OLDEST_NODE,
      minify: false,
      externalizeDeps: false, // a sandboxed preload can load nothing but itself
      rollupOptions: {
        input: { index: join(root, "src-preload", "index.ts") },
        output: { format: "cjs", entryFileNames: "index.cjs" },
      },
    },
  },
  renderer: {
    root: join(root, "src-renderer"),
    plugins: [react()],
    build: {
      outDir: "out/renderer",
      target: OLDEST_CHROME,
      minify: true,
      // The page has no network and a strict policy: nothing may be fetched ahead or come as a data: address.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 4096, // read from the disk, not over a network
      rollupOptions: {
        input: {
          index: join(root, "src-renderer", "index.html"),
          paper: join(root, "src-renderer", "paper.html"),
        },
      },
    },
  },
});
