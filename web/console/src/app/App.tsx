// Everything that surrounds a page: answers, look, language, notices.

import type { I18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "../api/query";
import { router } from "./router";
import { cssVariables, theme } from "./theme";

export const App = ({ i18n }: { i18n: I18n }) => (
  <QueryClientProvider client={queryClient}>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <I18nProvider i18n={i18n}>
        <Notifications position="bottom-right" limit={3} />
        <RouterProvider router={router} />
      </I18nProvider>
    </MantineProvider>
  </QueryClientProvider>
);
