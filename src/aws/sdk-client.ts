/** The little of an SDK client that is needed. */
export interface SdkClient {
  send(command: unknown): Promise<unknown>;
  destroy(): void;
  readonly config: object;
  readonly middlewareStack: {
    add(middleware: unknown, options: object): void;
    addRelativeTo(middleware: unknown, options: object): void;
    remove(name: string): boolean;
  };
}
