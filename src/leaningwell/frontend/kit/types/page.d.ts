// The window and its elements.

declare global {
  interface Window {
    /** Called by a page while it arrives: an activity's cell is made; all are. */
    leaningWell: { place(id: string): void; complete(): void };
    voila_heartbeat(): void;
    display_cells(): void;
    MathJax: object;
  }
}

type Listeners = { [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => unknown };
type Plain<E> = {
  [P in keyof E as E[P] extends string | number | boolean | null ? P : never]?: E[P] | (E[P] extends string ? number : never);
};
/** What `h` can set on an element. */
export type Properties<E> = Omit<Plain<E>, "role" | "sandbox"> &
  Listeners & { class?: string; for?: string; role?: string; sandbox?: string; "http-equiv"?: string } & Partial<
    Record<`aria-${string}` | `data-${string}`, string>
  >;
export type Child = Node | string | null | false | undefined;
