import Unicode
import Foundation
import TextEncodings

/// Measures detection, decoding, normalization and folding: `winnow-bench encodings FOLDER…`.
///
/// The files of the first folder are detected one by one; then the files of all folders that are
/// valid UTF-8 are decoded, normalized and folded, each repeated to some megabytes, and, where a
/// legacy page is usual for their letters, encoded in it and decoded again. One core, user CPU time.
enum EncodingsBench {
  static func run(_ arguments: [String]) throws {
    guard let first = arguments.first else {
      print("usage: winnow-bench encodings FOLDER…")
      return
    }
    detection(try files(in: first).map(\.bytes))
    for folder in arguments {
      for file in try files(in: folder) where UTF8Text.isValid(file.bytes.span) {
        text(file.name, file.bytes)
      }
    }
  }

  private static func detection(_ files: [[UInt8]]) {
    let detector = EncodingDetector()
    _ = detector.detect([0xE4, 0x20])
    var counts: [String: Int] = [:]
    let seconds = seconds {
      for file in files { counts[detector.detect(file).encoding.printedName, default: 0] += 1 }
    }
    let size = files.reduce(0) { $0 + $1.count }
    print(
      "detection: \(files.count) files, \(size) bytes in \(Int(seconds * 1e6)) µs of CPU time")
    for (name, count) in counts.sorted(by: { $0.value > $1.value }) { print("  \(name) \(count)") }
  }

  private static func text(_ name: String, _ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    var large: [UInt8] = []
    while large.count < 4_000_000 { large += bytes }
    var figures = ["decode \(rate(large) { TextEncoding.utf8.decode(large.span).utf8.count })"]
    figures.append("NFC \(rate(large) { Normalization.nfc(large).count })")
    figures.append("fold \(rate(large) { Folding.shared.folded(large).count })")
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    for encoding in [
      TextEncoding.windows1252, .page(.windows1250), .page(.windows1251), .gb18030, .shiftJIS,
      .eucKR, .utf16LittleEndian,
    ] {
      var encoded: [UInt8] = []
      let written = scalars.reduce(0) { $0 + (encoding.append($1, to: &encoded) ? 1 : 0) }
      guard written * 100 >= scalars.count * 99, !encoded.isEmpty else { continue }
      while encoded.count < 2_000_000 { encoded += encoded }
      figures.append(
        "\(encoding.printedName) \(rate(encoded) { encoding.decode(encoded.span).utf8.count })")
    }
    print("\(name): MB/s " + figures.joined(separator: ", "))
  }

  /// Megabytes a second, from as many rounds as take a tenth of a second.
  private static func rate(_ bytes: [UInt8], _ work: () -> Int) -> Int {
    var (elapsed, rounds, total) = (0.0, 0, 0)
    while elapsed < 0.1 {
      elapsed += seconds { total &+= work() }
      rounds += 1
      if rounds == 1000 { break }
    }
    precondition(total != 0)
    return Int(Double(bytes.count * rounds) / 1e6 / max(elapsed, 1e-6))
  }

  private static func seconds(_ work: () -> Void) -> Double {
    let start = userTime()
    work()
    return userTime() - start
  }

  private static func userTime() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
  }

  private static func files(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
      ($0, [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))))
    }
  }
}
