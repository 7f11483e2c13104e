// Saying what is wrong in as few words as it takes.

const enough = 30;

/** Fails with the list of `faults`, a line each, unless it is empty. `what` says in words what they are. */
export function none(faults, what) {
  if (faults.length === 0) return;
  const lines = [...new Set(faults)];
  const more = lines.length > enough ? [`and ${lines.length - enough} more like these`] : [];
  const message = [`${what}:`, ...lines.slice(0, enough), ...more].join('\n  ');
  const error = new Error(message);
  Error.captureStackTrace(error, none);
  throw error;
}
