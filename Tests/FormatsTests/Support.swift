import Model
import Formats

/// Sentences long enough for every extractor to take them for text.
let prose = [
  "The harbour council said on Tuesday that repairs of the old pier will begin in May and last for "
    + "about a year, at a cost that is still to be settled.",
  "Fishermen who land their catch there will be given berths on the northern quay, the council's "
    + "speaker told reporters after the meeting on Tuesday evening.",
  "A first tender for the works had found no bidder last autumn, and two firms have now said that "
    + "they will take part in the second one.",
]

func page(_ title: String, charset: String = "utf-8", before: String = "") -> String {
  before + "<!DOCTYPE html><html><head><meta charset=\"\(charset)\"><title>\(title)</title></head>"
    + "<body><article><h1>\(title)</h1>\(prose.map { "<p>\($0)</p>" }.joined())</article></body>"
    + "</html>"
}

/// All records of a file in memory, and the reader's notes.
func readAll(
  _ bytes: [UInt8], name: String = "", sidecars: [Sidecar] = [],
  settings: ScrapeSettings = ScrapeSettings()
) throws -> (records: [InterpretedRecord], reader: RecordReader) {
  let input = ScrapeInput(
    source: MemorySource(bytes), name: Array(name.utf8), sidecars: sidecars)
  var reader = try RecordReader(input, settings: settings)
  let interpreter = RecordInterpreter(settings: settings)
  var records: [InterpretedRecord] = []
  while let raw = try reader.next() { records.append(interpreter.interpret(raw)) }
  return (records, reader)
}

func read(_ text: String, name: String = "") throws -> [InterpretedRecord] {
  try readAll(Array(text.utf8), name: name).records
}

/// The refusal of a whole file; nil when it is read.
func refusal(of bytes: [UInt8], settings: ScrapeSettings = ScrapeSettings()) -> Refusal? {
  do {
    _ = try readAll(bytes, settings: settings)
    return nil
  } catch {
    return error as? Refusal
  }
}

extension Array where Element == InterpretedRecord {
  var headlines: [String?] { map { $0.article?.headline } }
  var reasons: [String?] { map { $0.refusal?.reason.rawValue } }
}

/// Writers of the formats that tests need, in their simplest forms.
enum Pack {
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// One gzip member of stored blocks.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + stored(bytes) + little(Int(crc32(bytes)), 4)
      + little(bytes.count, 4)
  }

  /// Deflate data of stored blocks.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var start = 0
    repeat {
      let end = min(bytes.count, start + 0xFFFF)
      let count = end - start
      out += [end == bytes.count ? 1 : 0] + little(count, 2) + little(~count, 2)
      out += bytes[start..<end]
      start = end
    } while start < bytes.count
    return out
  }

  /// A zstd frame of `blockCount` blocks that each repeat one byte 128 Ki times.
  static func zstdBomb(_ byte: UInt8, blockCount: Int) -> [UInt8] {
    var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58]
    for block in 1...blockCount {
      out += little((1 << 17) << 3 | 1 << 1 | (block == blockCount ? 1 : 0), 3) + [byte]
    }
    return out
  }

  /// An LZ4 frame of one block without compression.
  static func lz4(_ bytes: [UInt8]) -> [UInt8] {
    [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82] + little(bytes.count | 1 << 31, 4) + bytes
      + [0, 0, 0, 0]
  }

  /// A zip archive of stored entries; without its table when `isCut`.
  static func zip(_ entries: [(name: String, bytes: [UInt8])], isCut: Bool = false) -> [UInt8] {
    var out: [UInt8] = []
    var table: [UInt8] = []
    for (name, bytes) in entries {
      let offset = out.count
      let head =
        little(0, 2) + little(0, 2) + little(0, 4) + little(Int(crc32(bytes)), 4)
        + little(bytes.count, 4) + little(bytes.count, 4) + little(name.utf8.count, 2)
        + little(0, 2)
      out += [0x50, 0x4B, 3, 4] + little(20, 2) + head + name.utf8 + bytes
      table +=
        [0x50, 0x4B, 1, 2] + little(20, 2) + little(20, 2) + head + little(0, 2) + little(0, 2)
        + little(0, 2) + little(0, 4) + little(offset, 4) + name.utf8
    }
    if isCut { return out }
    return out + table + [0x50, 0x4B, 5, 6] + little(0, 4) + little(entries.count, 2)
      + little(entries.count, 2) + little(table.count, 4) + little(out.count, 4) + little(0, 2)
  }

  /// A tar archive in the form of POSIX.1-1988.
  static func tar(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var out: [UInt8] = []
    for (name, bytes) in entries {
      var block = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, at offset: Int) {
        for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
      }
      let size = String(bytes.count, radix: 8)
      put(name, at: 0)
      put(String(repeating: "0", count: 11 - size.utf8.count) + size, at: 124)
      put("        0", at: 148)
      put("ustar\u{0}00", at: 257)
      put(String(block.reduce(0) { $0 + Int($1) }, radix: 8) + "\u{0}", at: 148)
      out += block + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
    return out + [UInt8](repeating: 0, count: 1024)
  }

  static func warc(_ type: String, _ url: String, _ block: String, length: Int? = nil) -> String {
    "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(url)\r\n"
      + "WARC-Record-ID: <urn:uuid:\(type)-\(url)>\r\nContent-Type: "
      + (type == "response" ? "application/http; msgtype=response" : "text/plain")
      + "\r\nContent-Length: \(length ?? block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
  }

  static func response(_ body: String, headers: String = "", status: String = "200 OK") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\n\(headers)\r\n\(body)"
  }
}
