// Starts `policyc lsp` and connects the editor to it; all that the editor knows of policies comes from there.
const { window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function activate(context) {
  const settings = workspace.getConfiguration("policyc");
  const [command, ...args] = settings.get("command", ["policyc", "lsp"]);
  const options = {
    documentSelector: [{ language: "pol" }],
    initializationOptions: { language: settings.get("language", "zh") },
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{*.pol,policyc.toml}") },
  };
  client = new LanguageClient("policyc", "policyc", { command, args }, options);
  try {
    await client.start();
    context.subscriptions.push(client);
  } catch (error) {
    window.showErrorMessage(
      `没有启动 policyc（${command}）：${error.message}。请先安装 pip install "policyc[lsp]"，或在设置 policyc.command 里写明它的位置。`,
    );
  }
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
