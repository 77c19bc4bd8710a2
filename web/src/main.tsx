import "virtual:tokens.css";
import "./shared/theme/base.css";
import { createRoot } from "react-dom/client";
import { Root, routed } from "./Root";
import { spoken } from "./shared/i18n";

// What the document shows meanwhile stays until there is something to show instead.
const place = document.getElementById("root");
if (place) Promise.all([routed, spoken]).then(() => createRoot(place).render(<Root />));
