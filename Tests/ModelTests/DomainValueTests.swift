import Model
import Testing

@Suite("Digests, times, paths, sources and reasons")
struct DomainValueTests {
  @Test("a digest comes back from its bytes and from both its texts")
  func digest() throws {
    let bytes = (0..<32).map { UInt8($0 * 8 + 3) }
    let digest = try #require(Digest(bytes: bytes))
    #expect(digest.bytes == bytes)
    #expect(digest.description.hasPrefix("sha256:030b131b"))
    #expect(Digest(digest.description) == digest)
    #expect(Digest(digest.hexadecimal.uppercased()) == digest)
    #expect(Digest(bytes: Array(bytes.dropLast())) == nil)
    #expect(Digest("sha256:12") == nil)
    #expect(Digest(String(repeating: "g", count: 64)) == nil)
    #expect(Digest("sha1:" + digest.hexadecimal) == nil)
  }

  @Test("each digest lies in one of so many parts, in order, and the parts are alike in size")
  func digestParts() throws {
    func digest(_ first: UInt8, _ rest: UInt8) throws -> Digest {
      try #require(Digest(bytes: [first] + [UInt8](repeating: rest, count: 31)))
    }
    let parts = try (0...255).map { try digest(UInt8($0), 0).part(of: 30) }
    #expect(parts == parts.sorted() && Set(parts) == Set(1...30))
    for part in 1...30 { #expect((8...9).contains(parts.count { $0 == part })) }
    #expect(try digest(255, 255).part(of: 30) == 30)
    #expect(try digest(0, 0).part(of: 1) == 1 && digest(255, 255).part(of: 1) == 1)
  }

  @Test("digests are ordered as their bytes are, whichever byte differs")
  func digestOrder() throws {
    let low = try #require(Digest(bytes: [UInt8](repeating: 0x80, count: 32)))
    for index in 0..<32 {
      var bytes = low.bytes
      bytes[index] = 0x81
      let high = try #require(Digest(bytes: bytes))
      #expect(low < high && !(high < low))
    }
  }

  @Test("milliseconds and seconds of a time are rounded down, also before 1970")
  func rounding() {
    let time = Timestamp(nanoseconds: -1)
    #expect(time.milliseconds == -1 && time.seconds == -1)
    #expect(Timestamp(nanoseconds: 1_999_999_999).seconds == 1)
    #expect(Timestamp(milliseconds: -1_500).seconds == -2)
    #expect(Timestamp(seconds: -3).milliseconds == -3_000)
  }

  @Test("times beyond the range are cut to its ends, by every way of making them")
  func cutting() {
    #expect(Timestamp(seconds: .max) == .latest)
    #expect(Timestamp(milliseconds: .min).nanoseconds == .min)
    #expect(Timestamp.latest + .seconds(1) == .latest)
    #expect(Timestamp.zero + .seconds(Int64.max) == .latest)
    #expect(Timestamp(nanoseconds: .min) - .seconds(1) == Timestamp(nanoseconds: .min))
    #expect(Timestamp.latest - Timestamp(nanoseconds: .min) > .seconds(Int64(18_000_000_000)))
  }

  @Test("a time and a duration add up, and differ by the duration")
  func arithmetic() {
    let time = Timestamp(seconds: 100)
    #expect((time + .milliseconds(1_500)).milliseconds == 101_500)
    #expect(time - .seconds(101) < .zero)
    #expect((time + .nanoseconds(7)) - time == .nanoseconds(7))
  }

  @Test(
    "times are written as ISO 8601 and read back",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
      (951_825_600, "2000-02-29T12:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (-2_203_891_200, "1900-03-01T00:00:00Z"), (1_739_446_715, "2025-02-13T11:38:35Z"),
    ] as [(Int64, String)])
  func iso(seconds: Int64, text: String) {
    #expect(Timestamp(seconds: seconds).iso8601 == text)
    #expect(Timestamp(iso8601: text)?.seconds == seconds)
  }

  @Test("an offset counts, a day alone is its noon, and no date is none")
  func isoForms() {
    #expect(Timestamp(iso8601: "1970-01-01T02:00:00+02:00") == .zero)
    #expect(Timestamp(iso8601: "1969-12-31T18:30-0530") == .zero)
    #expect(Timestamp(iso8601: "1970-01-01")?.seconds == 43_200)
    #expect(Timestamp(iso8601: "1970-13-01") == nil)
    #expect(Timestamp(iso8601: "yesterday") == nil)
    #expect(Timestamp(iso8601: "1970-01-01Tx") == nil)
  }

  @Test("every day of 800 years around 1970 follows the one before it")
  func calendar() {
    var last = CivilDate(daysSince1970: -146_098)
    for day in -146_097...146_097 as ClosedRange<Int64> {
      let date = CivilDate(daysSince1970: day)
      let follows =
        date.year == last.year && date.month == last.month && date.day == last.day + 1
        || date.day == 1 && date.month == last.month + 1 && date.year == last.year
        || date.day == 1 && date.month == 1 && last.month == 12 && date.year == last.year + 1
      if !follows || date.daysSince1970 != day {
        Issue.record("\(last) is followed by \(date)")
        return
      }
      last = date
    }
  }

  @Test("a path has its name, its folder and its source, whatever its bytes")
  func paths() {
    let path = RawPath(Array("wire/2025/".utf8) + [0xFF, 0x41])
    #expect(path.name == [0xFF, 0x41])
    #expect(path.folder == RawPath("wire/2025"))
    #expect(path.source?.text == "wire")
    #expect(path.sibling(named: Array("b.json".utf8)) == RawPath("wire/2025/b.json"))
    #expect(path.description == "wire/2025/\u{FFFD}A")
    let bare = RawPath("page.html")
    #expect(bare.source == nil && bare.folder == RawPath("") && bare.name == bare.bytes)
    #expect(RawPath("a/b") < RawPath("a/c") && RawPath("a") < RawPath("a/"))
  }

  @Test("a source has a name that a folder can have", arguments: ["", ".", "..", "a/b", "a\u{0}"])
  func sources(text: String) {
    #expect(SourceName(text) == nil)
    #expect(SourceName("wire \(text.utf8.count)") != nil)
  }

  @Test("every reason has a name of its own, a remedy that is a sentence, and an outcome")
  func reasons() {
    for reason in RefusalReason.allCases {
      #expect(reason.rawValue.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber })
      #expect(reason.remedy.count > 20, "\(reason)")
      #expect(reason.outcome == .rejected || reason.outcome == .quarantined)
    }
    let refusal = Refusal(reason: .hardLink, detail: "d")
    #expect(refusal.outcome == .quarantined && refusal.remedy == RefusalReason.hardLink.remedy)
  }
}
