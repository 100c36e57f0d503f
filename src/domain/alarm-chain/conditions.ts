/** What the reader of a single condition may do with the words of the text. */
export interface Words {
  /** The next word in capitals; empty at the end. */
  readonly peek: () => string;
  /** The next word as it is written, and on to the one behind it. */
  readonly next: () => string;
  /** On past this word, which has to be the next one. */
  readonly take: (word: string) => void;
  /** What NOT and its like apply to: a condition, or several in parentheses. */
  readonly operand: () => boolean;
}

/** Nobody writes so many parentheses in one another, and deeper ones would fill the stack. */
const DEEPEST = 100;

/**
 * Evaluates conditions that are joined by AND, OR and parentheses, as in rules of composite alarms and in field
 * selection criteria.
 *
 * @param condition reads one condition and tells whether it holds
 * @param refuse throws: the text is no such expression
 */
export function evaluateConditions(
  tokens: readonly string[],
  condition: (words: Words) => boolean,
  refuse: () => never,
): boolean {
  let at = 0;
  let depth = 0;
  const peek = (): string => tokens[at]?.toUpperCase() ?? '';
  const next = (): string => tokens[at++] ?? refuse();
  const take = (word: string): void => {
    if (peek() !== word) refuse();
    at++;
  };
  function or(): boolean {
    let value = and();
    while (peek() === 'OR') {
      at++;
      value = and() || value;
    }
    return value;
  }
  function and(): boolean {
    let value = operand();
    while (peek() === 'AND') {
      at++;
      value = operand() && value;
    }
    return value;
  }
  function operand(): boolean {
    if (++depth > DEEPEST) refuse();
    const value = peek() === '(' ? inParentheses() : condition({ peek, next, take, operand });
    depth--;
    return value;
  }
  function inParentheses(): boolean {
    take('(');
    const value = or();
    take(')');
    return value;
  }
  const value = or();
  return at < tokens.length ? refuse() : value;
}
