// Where the files are that are asked for by name. Known here alone: to a bundle every module stands in this folder.

/** @param {string} name a path below `kit/` */
export const beside = (name) => new URL(name, import.meta.url).href;
