/** The page's beginning: theme, then the app. Everything it knows comes through window.api. */
import "./theme/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { reportFaults } from "./app/reportFaults.ts";
import { applyTheme } from "./theme/applyTheme.ts";

applyTheme();
reportFaults(window);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
