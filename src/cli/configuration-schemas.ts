import { configurationFor } from '#src/config/configuration.ts';
import { exceptionsFor, toExceptions } from '#src/config/exceptions.ts';
import { rules } from '#src/generated/rules.ts';

/** The shapes of the files that a person writes, checked against the catalogue. */
export const configuration = configurationFor(rules);
export const exceptions = exceptionsFor(rules.map(({ id }) => id)).transform(toExceptions);
