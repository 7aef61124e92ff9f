import Bytes

extension FormatName {
  static var warc: FormatName { FormatName("warc") }
}

/// Web archives by ISO 28500, and the extracts of their texts.
struct WARCFormat: Format {
  static let name = FormatName.warc

  static let documentation = [
    FormatDocumentation(
      name: "WARC, WET",
      read: "response, resource and conversion records, a gzip member each or all in one, also "
        + "with a zstd dictionary; feeds, lists, tables and archives in them cut into articles",
      producers: "wget, Heritrix, Common Crawl, CC-NEWS, Browsertrix",
      fields: "target address, record id, status", refused: "requests, revisits, metadata, errors")
  ]

  static let seeds = [
    FormatSeed(
      "warc", fileName: "x.warc",
      beginnings: [
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ", record(FormatSeed.page),
        "WARC/1.1\nWARC-Type: conversion\nContent-Length: 5\n\n",
      ],
      sample: record(FormatSeed.page) + record(FormatSeed.page))
  ]

  /// A record of a response.
  static func record(_ body: String) -> String {
    let response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
      + "Content-Type: application/http; msgtype=response\r\n"
      + "Content-Length: \(response.utf8.count)\r\n\r\n\(response)\r\n\r\n"
  }

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    let body = head.body
    return stage == .signature && body.starts(with: "WARC/".utf8) && body.count > 5
      && ASCII.isDigit(body[body.startIndex + 5])
  }

  func open(_ input: FormatInput) -> any RecordFramer {
    let framer = WARCFramer(
      input.window, origin: input.origin.inside("warc"), settings: input.settings)
    return UnpackingFramer(framer, opener: input.opener, settings: input.settings)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }
}
