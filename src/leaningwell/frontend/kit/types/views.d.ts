// Views.

import type { Ask } from "./asking.d.ts";

/** What a view gets; it may return what to do when it leaves the page. */
export interface Activity<Spec> {
  root: HTMLElement;
  spec: Spec;
  ask: Ask;
}
export type View<Spec = any> = (activity: Activity<Spec>) => Promise<(() => unknown) | void>;
/** A kind of activity; see views/. */
export interface ViewModule {
  view: View;
  /** Whether it is shown while the workbook is locked: it shows nothing of the learner's own, or sees to the lock itself. */
  isOpen?(spec: any): boolean;
  /** What stands on the card to unlock it, where the description has neither title nor prompt. */
  heading?(): string;
}
