import { spawn } from "node:child_process";

/**
 * @typedef {{ code: number, output: string, stdout: string }} Finished exit code (127 when the program is missing), both
 *   streams mixed, stdout alone
 */

/**
 * Runs a program to its end and collects what it said. Never throws for a failing program: the caller knows what a
 * failure means. stdin is closed, so nothing can wait for an answer.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, echo?: boolean, shell?: boolean }} [options] `echo`
 *   also shows the output on stderr as it comes
 * @returns {Promise<Finished>}
 */
export function runCommand(program, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    let stdout = "";
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeoutMs,
      shell: options.shell ?? false,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk) => {
      output += chunk;
      stdout += chunk;
      if (options.echo === true) process.stderr.write(chunk);
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
      if (options.echo === true) process.stderr.write(chunk);
    });
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}`, stdout }));
    child.on("close", (code, signal) => {
      if (signal !== null) output += `\n${program} was ended by ${signal}`;
      resolve({ code: code ?? 128, output, stdout });
    });
  });
}
