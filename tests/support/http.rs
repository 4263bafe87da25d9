//! A reader of a web server: one connection that stays open, as a browser has it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// What a server answered.
pub struct Response {
    /// 200, 304, 404.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// What it sent.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

/// A connection; a new one where the server has ended it.
pub struct Client {
    port: u16,
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to a port of this machine.
    pub fn new(port: u16) -> Self {
        Self { port, stream: connect(port) }
    }

    /// Asks for a path; `known` is the mark (ETag) of what the reader has already.
    pub fn get(&mut self, path: &str, known: Option<&str>) -> Response {
        let condition = known.map_or(String::new(), |mark| format!("If-None-Match: {mark}\r\n"));
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{condition}\r\n");
        self.stream.get_mut().write_all(request.as_bytes()).expect("sent");
        let status = self.line().split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
        let mut headers = Vec::new();
        loop {
            let line = self.line();
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut response = Response { status, headers, body: Vec::new() };
        let length = response.header("Content-Length").parse().unwrap_or(0);
        response.body.resize(if status == 304 { 0 } else { length }, 0);
        self.stream.read_exact(&mut response.body).expect("the whole body");
        if response.header("Connection") == "close" {
            self.stream = connect(self.port);
        }
        response
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

fn connect(port: u16) -> BufReader<TcpStream> {
    BufReader::new(TcpStream::connect(("127.0.0.1", port)).expect("the server is there"))
}
