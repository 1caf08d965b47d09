/**
 * What could not be set up, in one sentence, and the command or step that mends it.
 * Everything that stops the set-up on purpose is one of these; anything else is a defect of the set-up itself.
 */
export class SetupFault extends Error {
  /**
   * @param {string} message what is wrong, one sentence
   * @param {string} remedy what to do, as a command where there is one
   */
  constructor(message, remedy) {
    super(message);
    this.name = "SetupFault";
    this.remedy = remedy;
  }

  /** What a person reads. */
  report() {
    return `set-up stopped: ${this.message}\n  what to do: ${this.remedy}`;
  }
}
