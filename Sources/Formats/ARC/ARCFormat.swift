extension FormatName {
  static var arc: FormatName { FormatName("arc") }
}

/// The Internet Archive's format before WARC.
struct ARCFormat: Format {
  static let name = FormatName.arc

  static let documentation = [
    FormatDocumentation(
      name: "ARC", read: "records of version 1 and 2", producers: "Internet Archive",
      fields: "address", refused: "look-ups of names")
  ]

  static let seeds = [
    FormatSeed(
      "arc", fileName: "x.arc",
      beginnings: [
        "filedesc://x 0.0.0.0 20080430204825 text/plain 5\n\n\n\n\n\n"
          + "http://a/ 1.2.3.4 20080430204825 text/html ",
        "filedesc://",
      ],
      sample: "filedesc://x 0.0.0.0 20080430204825 text/plain 3\n1 0\n\n"
        + "http://a.example/ 1.2.3.4 20080430204825 text/html \(FormatSeed.page.utf8.count)\n"
        + "\(FormatSeed.page)\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    stage == .signature && head.body.starts(with: "filedesc://".utf8)
  }

  func open(_ input: FormatInput) -> any RecordFramer {
    let framer = ARCFramer(
      input.window, origin: input.origin.inside("arc"), settings: input.settings)
    return UnpackingFramer(framer, opener: input.opener, settings: input.settings)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { true }
}
