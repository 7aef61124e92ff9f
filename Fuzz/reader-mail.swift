// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of mail; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.eml", beginnings: ["From: a\nSubject: b\nDate: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n", "MIME-Version: 1.0\nContent-Type: ", "Subject: =?utf-8?B?", "From a Mon Feb  3 10:00:00 2031\nFrom: a\nSubject: b\nDate: c\n\nd\n\nFrom "], sample: Array("From: A <a@b.example>\nSubject: =?utf-8?Q?A=20b?=\nDate: Mon, 3 Feb 2031 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+QTwvcD4=\n--x--\n".utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
