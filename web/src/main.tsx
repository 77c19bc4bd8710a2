import "virtual:tokens.css";
import "./shared/theme/base.css";
import { createRoot } from "react-dom/client";
import { Root } from "./Root";

const place = document.getElementById("root");
if (place) createRoot(place).render(<Root />);
