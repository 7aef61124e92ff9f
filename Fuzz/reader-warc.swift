// Rooms: Model LearnedModels EmbeddedData TextEncodings JSONTree HTMLTree Extraction Formats
// With: ReaderHarness
// Fuzzes the reader of web archives; what it promises stands in Fuzz/Support/ReaderHarness.swift.
let harness = ReaderHarness(
  name: "x.warc", beginnings: ["WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ", Sample.warc(Sample.page), "WARC/1.1\nWARC-Type: conversion\nContent-Length: 5\n\n"], sample: Array((Sample.warc(Sample.page) + Sample.warc(Sample.page)).utf8))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  unsafe harness.run(start, count)
}
