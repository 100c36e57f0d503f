import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** File name (or, for Terraform, module name) to source text. */
export type Sources = ReadonlyMap<string, string>;
/** What an oracle found, each a line that names the source. */
export type Problems = readonly string[];

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env = process.env,
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => {
    out += part.toString('utf8');
  });
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'surety-pages-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function missingCfnLint(): string | undefined {
  return spawnSync('cfn-lint', ['--version']).error ? 'cfn-lint is not installed (pip install cfn-lint)' : undefined;
}

interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Location: { readonly Start: { readonly LineNumber: number } };
  readonly Rule: { readonly Id: string };
}

/** Errors and warnings of cfn-lint over all templates, in one run. */
export function lintTemplates(templates: Sources): Promise<Problems> {
  return inFolder(async (folder) => {
    for (const [name, text] of templates) writeFileSync(join(folder, name), text);
    const args = ['--format', 'json', '--regions', 'us-east-1', '--', ...templates.keys()];
    const { code, out, err } = await run('cfn-lint', args, folder);
    if (out.trim() === '') return code === 0 ? [] : [`cfn-lint ended with ${code}: ${err}`];
    const matches = JSON.parse(out) as Match[];
    return matches.map(
      (match) => `${match.Filename}:${match.Location.Start.LineNumber} ${match.Rule.Id} ${match.Message}`,
    );
  });
}

const MIRRORS = ['/opt/tf-plugins', '/usr/share/terraform/plugins', '/usr/local/share/terraform/plugins'];

/** A CLI configuration that installs providers from a local mirror; none when this machine has no mirror. */
function mirrorConfiguration(): string | undefined {
  const mirror = MIRRORS.find((path) => existsSync(join(path, 'registry.terraform.io', 'hashicorp', 'aws')));
  return mirror === undefined
    ? undefined
    : `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`;
}

export function missingTerraform(): string | undefined {
  if (spawnSync('terraform', ['version']).error) return 'terraform is not installed';
  const own = process.env['TF_CLI_CONFIG_FILE'];
  if (mirrorConfiguration() !== undefined || (own !== undefined && existsSync(own))) return undefined;
  return 'no local mirror has the Terraform provider for AWS (set TF_CLI_CONFIG_FILE)';
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** Variables that have no default, with a text each: enough for validation, which knows no values. */
function requiredVariables(module: string): string {
  const variables = [...module.matchAll(/^variable "(\w+)" \{([\s\S]*?)^\}/gm)];
  return variables
    .filter(([, , body = '']) => !/^\s*default\s*=/m.test(body))
    .map(([, name = '']) => `  ${name} = "x"\n`)
    .join('');
}

/** Errors and warnings of `terraform validate` over all configurations: modules of one root, so that the provider starts once. */
export function validateTerraform(modules: Sources): Promise<Problems> {
  return inFolder(async (folder) => {
    let root = '';
    for (const [name, text] of modules) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'main.tf'), text);
      root += `module "${name}" {\n  source = "./${name}"\n${requiredVariables(text)}}\n`;
    }
    writeFileSync(join(folder, 'main.tf'), root);
    const mirror = mirrorConfiguration();
    const env: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1' };
    if (mirror !== undefined) {
      writeFileSync(join(folder, 'terraform.rc'), mirror);
      env['TF_CLI_CONFIG_FILE'] = join(folder, 'terraform.rc');
    }
    const init = await run('terraform', ['init', '-backend=false', '-input=false', '-no-color'], folder, env);
    if (init.code !== 0) return [`terraform init ended with ${init.code}: ${init.err}`];
    const { out } = await run('terraform', ['validate', '-json'], folder, env);
    const { diagnostics } = JSON.parse(out) as { diagnostics: Diagnostic[] };
    return diagnostics.map(({ severity, summary, detail = '', range }) => {
      return `${range?.filename ?? 'main.tf'}:${range?.start.line ?? 0} ${severity} ${summary} ${detail}`;
    });
  });
}
