import { createBrowserRouter, Navigate, RouterProvider } from "react-router";
import { PageError } from "./shared/components/PageError";
import { Providers } from "./shared/Providers";

/** The console comes with the page that is opened first, so that nothing empty is shown between them. */
async function openConsole() {
  const console = await import("./console/index");
  await console.begun();
  return console;
}

// One entry for each part, loaded when it is asked for: who looks for a colleague does not wait for the console's code.
const router = createBrowserRouter([
  { path: "/", element: <Navigate to="/contacts" replace /> },
  {
    path: "/contacts/*",
    lazy: () => import("./contacts/index"),
    ErrorBoundary: PageError,
    HydrateFallback: () => null,
  },
  { path: "/picker", lazy: () => import("./picker/index"), ErrorBoundary: PageError, HydrateFallback: () => null },
  { path: "/sign-in", lazy: () => import("./account/sign-in"), ErrorBoundary: PageError, HydrateFallback: () => null },
  { path: "/account", lazy: () => import("./account/security"), ErrorBoundary: PageError, HydrateFallback: () => null },
  {
    path: "/oauth2/auth",
    lazy: () => import("./account/consent"),
    ErrorBoundary: PageError,
    HydrateFallback: () => null,
  },
  { path: "/join/:code", lazy: () => import("./account/join"), ErrorBoundary: PageError, HydrateFallback: () => null },
  {
    path: "/union/join",
    lazy: () => import("./account/union"),
    ErrorBoundary: PageError,
    HydrateFallback: () => null,
  },
  {
    path: "/reset/:code",
    lazy: () => import("./account/reset"),
    ErrorBoundary: PageError,
    HydrateFallback: () => null,
  },
  { path: "*", lazy: () => import("./account/lost"), ErrorBoundary: PageError, HydrateFallback: () => null },
  { path: "/console/*", lazy: openConsole, ErrorBoundary: PageError, HydrateFallback: () => null },
]);

/** Fulfilled when the first page is there. */
export const routed = new Promise<void>((done) => {
  if (router.state.initialized) return done();
  const stop = router.subscribe((state) => {
    if (!state.initialized) return;
    stop();
    done();
  });
});

/** The whole application. */
export function Root() {
  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}
