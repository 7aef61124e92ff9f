import CCrypto
import EmbeddedData
import Foundation
import Testing

@Suite struct EmbeddedFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/LearnedModels")

  /// The manifest's entries: for each file its fields.
  private static func manifest() throws -> [String: [String: String]] {
    let text = try String(contentsOf: folder.appending(path: "MANIFEST"), encoding: .utf8)
    var entries: [String: [String: String]] = [:]
    var name = ""
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("  "), let colon = line.firstRange(of: ": ") {
        let field = line[..<colon.lowerBound].trimmingCharacters(in: .whitespaces)
        entries[name]?[field] = String(line[colon.upperBound...])
      } else {
        name = String(line)
        entries[name] = [:]
      }
    }
    return entries
  }

  private static func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    _ = unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(
    "what is built in has the sum that the manifest says", arguments: EmbeddedFile.Name.allCases)
  func sums(name: EmbeddedFile.Name) throws {
    let file = EmbeddedFile(name, version: 1)
    let entry = try #require(try Self.manifest()[file.fileName])
    #expect(Self.sha256(file.contents) == entry["sha256"])
  }

  @Test("the manifest says of each file how it is made, from what, and under which licence")
  func fields() throws {
    let manifest = try Self.manifest()
    for (name, entry) in manifest {
      for field in ["command", "data", "licence"] {
        #expect(entry[field]?.isEmpty == false, "\(name) has no \(field)")
      }
      let script = try #require(entry["command"]?.split(separator: " ").first)
      let path = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: String(script)).path
      #expect(FileManager.default.isExecutableFile(atPath: path), "\(name): no \(script)")
    }
  }

  @Test("the folder, the manifest and the program hold the same files")
  func names() throws {
    let inFolder = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".bin") }
    let inProgram = EmbeddedFile.Name.allCases.map { EmbeddedFile($0, version: 1).fileName }
    #expect(Set(inFolder) == Set(inProgram))
    #expect(Set(try Self.manifest().keys) == Set(inProgram))
  }

  @Test("each name means the file that is called so", arguments: EmbeddedFile.Name.allCases)
  func order(name: EmbeddedFile.Name) {
    let stem = EmbeddedFile(name, version: 1).fileName.dropLast(4).filter { $0 != "-" }
    #expect(stem == "\(name)".lowercased())
  }

  @Test("the payload has the checksum of its header", arguments: EmbeddedFile.Name.allCases)
  func checksum(name: EmbeddedFile.Name) {
    let file = EmbeddedFile(name, version: 1)
    var reader = file.reader
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    while !reader.isAtEnd { value = (value ^ UInt64(reader.uint8())) &* 0x100_0000_01B3 }
    #expect(value == file.checksum)
  }

  @Test("numbers of all widths are read little-endian, one after the other")
  func numbers() {
    let file = EmbeddedFile(.storyTerms, version: 1)
    let bytes = Array(file.contents.dropFirst(32))
    var reader = file.reader
    #expect(reader.remainingByteCount == bytes.count)
    #expect(reader.uint8() == bytes[0])
    #expect(reader.uint16() == UInt16(bytes[1]) | UInt16(bytes[2]) << 8)
    #expect(reader.uint8() == bytes[3])
    #expect(reader.remainingByteCount == bytes.count - 4)
    let next = reader.uint32()
    #expect(UInt8(truncatingIfNeeded: next) == bytes[4])
    #expect(next >> 24 == UInt32(bytes[7]))
    let array = reader.array(of: UInt16.self, count: 3)
    #expect(array.elements == (0..<3).map { array[$0] })
    #expect(array[2] == UInt16(bytes[12]) | UInt16(bytes[13]) << 8)
    #expect(reader.remainingByteCount == bytes.count - 14)
  }
}
