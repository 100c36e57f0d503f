import { openReportFile } from './write-file.ts';
import { streamSink } from './write-stream.ts';

/**
 * Writes a text piece by piece, to a file or to standard output. A reader that goes away ends the writing; when the
 * pieces fail, the old file stays.
 *
 * @throws UserError when the text cannot be written
 */
export async function writePieces(pieces: Iterable<string>, file: string | undefined): Promise<void> {
  const sink = file === undefined ? streamSink(process.stdout) : await openReportFile(file);
  try {
    for (const piece of pieces) {
      if (sink.closed) break;
      await sink.write(piece);
    }
    await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
