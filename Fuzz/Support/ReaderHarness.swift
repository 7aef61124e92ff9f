import Model
import Formats

/// One reader under test: where its files begin, and a sound file of its kind.
///
/// Whatever the bytes, a file is refused in words or gives records with ascending ordinals, each with
/// an article or a refusal; a reader that goes on from a position gives as many as were still to
/// come; and nothing that is given out goes beyond the limits.
struct ReaderHarness {
  /// A file's name, for the rules that look at it.
  var name: String
  /// Beginnings that lead to the reader; the input's bytes follow one of them.
  var beginnings: [[UInt8]]
  /// A whole file that the reader takes; the input says which of its bytes to change.
  var sample: [UInt8]

  init(name: String, beginnings: [String], sample: [UInt8] = []) {
    self.init(name: name, beginnings: beginnings.map { Array($0.utf8) }, sample: sample)
  }

  init(name: String, beginnings: [[UInt8]], sample: [UInt8] = []) {
    self.name = name
    self.beginnings = beginnings
    self.sample = sample
  }

  /// One input of the fuzzer. Its first byte chooses between the beginnings and the sample.
  func run(_ start: UnsafePointer<UInt8>, _ length: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: length))
    guard let first = input.first else { return 0 }
    let rest = input.dropFirst()
    let choice = Int(first) % (beginnings.count + (sample.isEmpty ? 0 : 2))
    if choice < beginnings.count {
      read(beginnings[choice] + rest)
    } else {
      read(patched(rest))
    }
    return 0
  }

  /// The sample with bytes changed: two bytes of place, one of value; a value of 255 cuts it there.
  private func patched(_ patches: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = sample
    var index = patches.startIndex
    while index + 2 < patches.endIndex, !bytes.isEmpty {
      let place = (Int(patches[index]) << 8 | Int(patches[index + 1])) % bytes.count
      if patches[index + 2] == 255 {
        bytes.removeSubrange(place...)
      } else {
        bytes[place] ^= patches[index + 2]
      }
      index += 3
    }
    return bytes
  }

  private static let settings: ScrapeSettings = {
    var settings = ScrapeSettings()
    settings.recordByteLimit = 1 << 16
    settings.outputByteLimit = 1 << 22
    settings.recordLimit = 500
    return settings
  }()

  private func read(_ bytes: [UInt8]) {
    let input = ScrapeInput(source: MemorySource(bytes), name: Array(name.utf8))
    guard var reader = Self.open(input, at: nil) else { return }
    var positions: [ReaderPosition] = []
    let total = Self.count(&reader, from: 0, &positions)
    for position in positions {
      guard var again = Self.open(input, at: position) else {
        preconditionFailure("a file that was read can not be resumed")
      }
      var none: [ReaderPosition] = []
      let rest = Self.count(&again, from: position.ordinal, &none)
      precondition(rest == total, "resuming gives other records")
    }
  }

  private static func open(_ input: ScrapeInput, at position: ReaderPosition?) -> RecordReader? {
    do {
      return try RecordReader(input, settings: settings, resumingAt: position)
    } catch let refusal as Refusal {
      check(refusal)
      return nil
    } catch {
      preconditionFailure("an error that is no refusal")
    }
  }

  private static func count(
    _ reader: inout RecordReader, from first: Int, _ positions: inout [ReaderPosition]
  ) -> Int {
    let interpreter = RecordInterpreter(settings: settings)
    var ordinal = first
    do {
      while let raw = try reader.next() {
        ordinal += 1
        precondition(raw.ordinal == ordinal, "ordinals do not ascend by one")
        precondition(ordinal <= settings.recordLimit, "more records than the limit")
        let record = interpreter.interpret(raw)
        precondition(record.ordinal == ordinal)
        precondition(record.article != nil || record.refusal != nil, "a record without an outcome")
        if let refusal = record.refusal { check(refusal) }
        if positions.count < 3 { positions.append(reader.position) }
      }
    } catch let refusal as Refusal {
      check(refusal)
    } catch {
      preconditionFailure("an error that is no refusal")
    }
    precondition(reader.notes.count < 1000, "notes without bound")
    return ordinal
  }

  private static func check(_ refusal: Refusal) {
    precondition(!refusal.reason.isEmpty && !refusal.detail.isEmpty && !refusal.remedy.isEmpty)
  }
}

/// Sound files made by hand, for readers whose formats chance does not find.
enum Sample {
  static let text = "A title of some words\n\nThe harbour council voted on Tuesday to buy a ferry.\n"
  static let page =
    "<!DOCTYPE html><html><head><title>T</title></head><body><article><h1>A title</h1><p>The harbour "
    + "council voted on Tuesday evening to buy a second ferry after three winters.</p></article></html>"
  static let object = #"{"title":"A title","text":"The harbour council voted.","url":"https://a.example/"}"#

  /// A WARC record of a response.
  static func warc(_ body: String) -> String {
    let response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
      + "Content-Type: application/http; msgtype=response\r\n"
      + "Content-Length: \(response.utf8.count)\r\n\r\n\(response)\r\n\r\n"
  }

  /// gzip (RFC 1952) with stored blocks; the check sum is wrong, which is no reason to refuse.
  static func gzip(_ text: String) -> [UInt8] {
    let body = Array(text.utf8)
    let (low, high) = (UInt8(truncatingIfNeeded: body.count), UInt8(truncatingIfNeeded: body.count >> 8))
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, low, high, ~low, ~high] + body
      + [0, 0, 0, 0, low, high, 0, 0]
  }

  /// zstd (RFC 8878) with one raw block.
  static func zstd(_ text: String) -> [UInt8] {
    let body = Array(text.utf8)
    let block = body.count << 3 | 1
    return [0x28, 0xB5, 0x2F, 0xFD, 0, 0x58]
      + (0..<3).map { UInt8(truncatingIfNeeded: block >> ($0 * 8)) } + body
  }

  /// LZ4's frame format with one block of literals.
  static func lz4(_ text: String) -> [UInt8] {
    let body = Array(text.utf8)
    var block: [UInt8] = [0xF0]
    var rest = body.count - 15
    while rest >= 255 {
      block.append(255)
      rest -= 255
    }
    block.append(UInt8(max(0, rest)))
    block += body
    return [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]
      + (0..<4).map { UInt8(truncatingIfNeeded: block.count >> ($0 * 8)) } + block + [0, 0, 0, 0]
  }

  /// A zip archive (APPNOTE 6.3) of stored files.
  static func zip(_ files: [(name: String, text: String)]) -> [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    for (name, text) in files {
      let (name, body) = (Array(name.utf8), Array(text.utf8))
      let common =
        little(10, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4)
        + little(body.count, 4) + little(body.count, 4) + little(name.count, 2) + little(0, 2)
      directory +=
        [0x50, 0x4B, 1, 2] + little(10, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
        + little(0, 4) + little(out.count, 4) + name
      out += [0x50, 0x4B, 3, 4] + common + name + body
    }
    return out + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(files.count, 2)
      + little(files.count, 2) + little(directory.count, 4) + little(out.count, 4) + little(0, 2)
  }
}
