import manifest from '../package.json' with { type: 'json' };

/** The version of this package. */
export const VERSION: string = manifest.version;

/** Where the project is at home. */
export const REPOSITORY = 'https://github.com/surety-aws/surety';
