// What the modules hand to each other. The kernel's half of it is made in leaningwell/widgets and content.

export type * from "./types/activities.d.ts";
export type * from "./types/asking.d.ts";
export type * from "./types/explorations.d.ts";
export type * from "./types/handin.d.ts";
export type * from "./types/items.d.ts";
export type * from "./types/page.d.ts";
export type * from "./types/views.d.ts";
export type * from "./types/workbook.d.ts";
