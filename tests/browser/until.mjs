// Waiting for what a person waits for.

const patience = 10_000;

/** Asks `question` again and again until it is true. After ten seconds fails with what `explain` gives. */
export async function until(question, explain) {
  const latest = Date.now() + patience;
  while (!(await question())) {
    if (Date.now() > latest) throw new Error(await explain());
    await new Promise(again => setTimeout(again, 20));
  }
}
