//! Start, end, and what is malformed, in raw bytes where no client library would send them.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use async_lsp::LanguageServer;
use serde_json::{Value, json};

use crate::editor::Editor;
use crate::specs::ALL;

struct Raw {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Raw {
    fn start() -> Raw {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hera-specc"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        Raw { child, input, output }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("it is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("it listens");
    }

    fn say(&mut self, message: &Value) {
        let text = message.to_string();
        self.bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    fn ask(&mut self, id: i32, method: &str, params: Value) -> Value {
        self.say(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let answer = self.hear();
            if answer["id"] == id {
                return answer;
            }
        }
    }

    fn hear(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("it speaks");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().expect("a number"),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("it speaks");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn initialize(&mut self) {
        let answer = self.ask(0, "initialize", json!({"capabilities": {}}));
        assert_eq!(answer["result"]["serverInfo"]["name"], "hera-specc");
        self.say(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    }

    fn status(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().expect("it was started").code().expect("it was not killed")
    }
}

#[tokio::test]
async fn shutdown_and_exit_end_with_zero() {
    assert_eq!(Editor::open(&ALL).await.leave().await, 0);
}

#[tokio::test]
async fn exit_alone_ends_with_one() {
    let mut editor = Editor::open(&ALL).await;
    editor.server.exit(()).expect("it listens");
    assert_eq!(editor.status().await, 1);
}

#[test]
fn an_editor_that_goes_away_ends_it() {
    let mut raw = Raw::start();
    raw.initialize();
    assert_eq!(raw.status(), 1);
}

#[test]
fn before_initialize_and_after_shutdown_requests_are_refused() {
    let mut raw = Raw::start();
    let hover =
        json!({"textDocument": {"uri": "file:///a.yml"}, "position": {"line": 0, "character": 0}});
    assert_eq!(raw.ask(1, "textDocument/hover", hover.clone())["error"]["code"], -32002);
    raw.initialize();
    assert_eq!(raw.ask(2, "textDocument/hover", hover.clone())["result"], Value::Null);
    assert_eq!(raw.ask(3, "textDocument/nonsense", hover.clone())["error"]["code"], -32601);
    assert_eq!(raw.ask(4, "textDocument/hover", json!({"no": 1}))["error"]["code"], -32602);
    assert_eq!(raw.ask(5, "shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(raw.ask(6, "textDocument/hover", hover)["error"]["code"], -32600);
    raw.say(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(raw.status(), 0);
}

#[test]
fn what_is_malformed_does_not_end_it() {
    let mut raw = Raw::start();
    raw.initialize();
    raw.bytes(b"Content-Length: 9\r\n\r\n{\"broken\"");
    let answer = raw.hear();
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&Value::Null, &json!(-32700)));
    raw.bytes(b"Content-Length: none\r\n\r\n");
    assert_eq!(raw.hear()["error"]["code"], -32700);
    raw.say(&json!({"jsonrpc": "2.0", "id": 7, "method": 5}));
    let answer = raw.hear();
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(7), &json!(-32600)));
    raw.say(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"text": 1}}));
    assert_eq!(raw.hear()["method"], "window/logMessage");
    raw.say(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": {"uri": "file:///not/open.yml", "version": 2}, "contentChanges": [],
    }}));
    assert_eq!(raw.hear()["method"], "window/logMessage");
    assert_eq!(raw.ask(8, "shutdown", Value::Null)["result"], Value::Null);
    raw.say(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(raw.status(), 0);
}

#[test]
fn a_request_is_cancelled_or_answered_and_never_forgotten() {
    let mut raw = Raw::start();
    raw.initialize();
    let text = format!("a: [\n{}", "- x\n".repeat(2_000));
    raw.say(
        &json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": "untitled:Untitled-1", "languageId": "yaml", "version": 1, "text": text,
        }}}),
    );
    let params = json!({"textDocument": {"uri": "untitled:Untitled-1"}});
    let method = "textDocument/documentSymbol";
    raw.say(&json!({"jsonrpc": "2.0", "id": 9, "method": method, "params": params}));
    raw.say(&json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 9}}));
    loop {
        let answer = raw.hear();
        if answer["id"] == 9 {
            let cancelled = answer["error"]["code"] == -32800;
            assert!(cancelled || answer["result"].is_array(), "{answer}");
            break;
        }
    }
    assert_eq!(raw.status(), 1);
}
