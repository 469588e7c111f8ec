/** Bounds of what happens in the page's own flow. */

/** How often a waiting message looks for its place. */
export const LOOK_AGAIN_MS = 500;
/** A reserved place lower than this share of the message is too small to speak in. */
export const MIN_ROOM = 0.6;
/** What stands in view may change only so long after the page's first paint: nobody has read it yet. */
export const UNREAD_MS = 1_000;
/** Times the page's own script may undo a rewrite before it is left alone: two scripts must not fight for ever. */
export const MAX_REAPPLIED = 20;
/** Records of one mutation batch that are looked through for new elements. */
export const MAX_RECORDS = 500;
/** Elements around a changed one that are looked at for having moved. */
export const MAX_NEIGHBOURS = 50;
