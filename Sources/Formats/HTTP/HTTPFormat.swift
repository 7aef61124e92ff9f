extension FormatName {
  static var http: FormatName { FormatName("http-response") }
}

/// A response that was saved with its head. `FileOpener` takes a readable head off as it does a
/// layer; what is left as this format has a head that makes no sense.
struct HTTPFormat: Format {
  static let name = FormatName.http

  static let documentation = [
    FormatDocumentation(
      name: "saved response", read: "the body by its own content; status and headers are kept",
      producers: "`curl -i`, `wget --save-headers`", fields: "status, charset",
      refused: "status 300 and above")
  ]

  static let seeds = [
    FormatSeed(
      "http", fileName: "x.txt",
      beginnings: [
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/2 200 \r\nContent-Encoding: br\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: zstd, gzip\r\n\r\n", "1f\r\n<",
      ],
      sample: "HTTP/1.1 301 x\r\nLocation: /\r\n\r\nHTTP/1.1 200 OK\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n6\r\n<p>A b\r\n4\r\n</p>\r\n0\r\n\r\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    stage == .signature && HTTPHead.isStatusLine(head.body)
  }

  func open(_ input: FormatInput) -> any RecordFramer { BodyFramer(input, format: .http) }
}
