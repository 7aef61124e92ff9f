import Testing

@testable import Formats

@Suite("The registry of formats")
struct FormatRegistryTests {
  @Test("no two formats have one name, and each is found by its own")
  func names() {
    let names = FormatRegistry.all.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
    for format in FormatRegistry.all {
      let name = type(of: format).name
      #expect(FormatRegistry[name].map { type(of: $0).name } == name)
    }
    #expect(FormatRegistry[FormatName("no such format")] == nil)
  }

  @Test("every format is documented and has a seed, and no two seeds have one name")
  func documentation() {
    for format in FormatRegistry.all {
      #expect(!type(of: format).documentation.isEmpty)
      #expect(!type(of: format).seeds.isEmpty)
    }
    let names = FormatSeed.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test("each format's sample is recognised as that format")
  func samples() throws {
    for format in FormatRegistry.all where !(format is ZipFormat || format is TarFormat) {
      for seed in type(of: format).seeds where seed.name != "wrapped" {
        let name = try Sniffer.sniff(seed.sample, isWhole: true)
        #expect(name == type(of: format).name, "\(seed.name)")
      }
    }
  }

  @Test("every seed's sample is read to its end, each record with an article or a refusal")
  func reading() throws {
    for seed in FormatSeed.all {
      let found = try readAll(seed.sample, name: seed.fileName)
      #expect(!found.records.isEmpty, "\(seed.name)")
      for record in found.records {
        #expect(record.article != nil || record.refusal != nil, "\(seed.name)")
      }
    }
  }

  @Test("text that no format recognises is text, and a later stage is not asked after an answer")
  func stages() throws {
    #expect(try Sniffer.sniff(Array("[Photo] A harbour".utf8), isWhole: true) == .text)
    #expect(try Sniffer.sniff(Array("HTTP/1.1 200 OK\r\n\r\n<rss>".utf8), isWhole: true) == .http)
    #expect(try Sniffer.sniff(Array("{\"a\": \"<rss >\"}".utf8), isWhole: true) == .json)
  }
}
