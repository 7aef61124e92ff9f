import Model
import Formats

/// One reader under test: where its files begin, and a sound file of its kind.
///
/// Whatever the bytes, a file is refused in words or gives records with ascending ordinals, each with
/// an article or a refusal; a reader that goes on from a position gives as many as were still to
/// come; and nothing that is given out goes beyond the limits.
struct ReaderHarness {
  /// Where the reader's files begin, and a sound file.
  let seed: FormatSeed

  /// One input of the fuzzer. Its first byte chooses between the beginnings and the sample.
  func run(_ start: UnsafePointer<UInt8>, _ length: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: start, count: length))
    guard let first = input.first else { return 0 }
    let rest = input.dropFirst()
    let beginnings = seed.beginnings
    let choice = Int(first) % (beginnings.count + (seed.sample.isEmpty ? 0 : 2))
    if choice < beginnings.count {
      read(beginnings[choice] + rest)
    } else {
      read(patched(rest))
    }
    return 0
  }

  /// The sample with bytes changed: two bytes of place, one of value; a value of 255 cuts it there.
  private func patched(_ patches: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = seed.sample
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
    let input = ScrapeInput(source: MemorySource(bytes), name: Array(seed.fileName.utf8))
    guard var reader = Self.open(input, at: nil) else { return }
    var positions: [ReaderPosition] = []
    let total = Self.count(&reader, from: 0, &positions)
    for position in positions {
      guard var again = Self.open(input, at: position) else {
        preconditionFailure("a file that was read cannot be resumed")
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
    precondition(!refusal.detail.isEmpty && !refusal.remedy.isEmpty)
  }
}
