import Glibc
import Testing

@testable import TextEncodings

@Suite struct DeclaredEncodingTests {
  private func declared(_ text: String) -> TextEncoding? {
    DeclaredEncoding.find(in: Array(text.utf8).span)
  }

  @Test("a declaration is found in each of its forms")
  func forms() {
    #expect(declared("<meta charset=koi8-r>") == .page(.koi8R))
    #expect(declared("<title>a</title><META\nCHARSET = 'Big5' />") == .big5)
    #expect(
      declared("<meta http-equiv=Content-Type content='text/html; charset=\"euc-jp\"'>") == .eucJP)
    #expect(declared("<?xml version='1.0' encoding='iso-8859-2'?><a/>") == .page(.iso8859p2))
    #expect(declared("<meta charset=utf-16>") == .utf8)
    #expect(DeclaredEncoding.inContentType("text/html;CHARSET=utf-8".utf8) == .utf8)
  }

  @Test("what only looks like a declaration is none")
  func none() {
    #expect(declared("<!-- <meta charset=big5> -->") == nil)
    #expect(declared("<metacharset=big5>") == nil)
    #expect(declared("<meta content='text/html; charset=big5'>") == nil)
    #expect(declared("<a title='<meta charset=big5>'>") == nil)
    #expect(declared("<meta charset=unknown>") == nil)
    #expect(declared(" <?xml encoding='big5'?>") == nil)
    #expect(declared("<meta charset=") == nil)
    #expect(declared("") == nil)
  }

  /// Runs when the environment's WINNOW_DATA names the folder with html5lib's cases.
  @Test("html5lib's cases of declared encodings all agree", .enabled(if: suites != nil))
  func html5lib() throws {
    for suite in try #require(Self.suites) {
      var (data, wanted): ([UInt8], [UInt8]) = ([], [])
      var section = ""
      func check() {
        guard !wanted.isEmpty else { return }
        let page = Array(data.dropLast())
        let encoding =
          EncodingDetector.byteOrderMark(page.span) ?? DeclaredEncoding.inHTML(page.span)
          ?? .windows1252
        #expect(
          encoding == TextEncoding(label: wanted), "\(String(decoding: data, as: UTF8.self))")
      }
      for line in suite.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if line.elementsEqual("#data".utf8) {
          check()
          (data, wanted, section) = ([], [], "data")
        } else if line.elementsEqual("#encoding".utf8) {
          section = "encoding"
        } else if section == "data" {
          data += line + [0x0A]
        } else if section == "encoding", wanted.isEmpty {
          wanted = Array(line)
        }
      }
      check()
    }
  }

  static let suites: [[UInt8]]? = {
    guard let folder = unsafe getenv("WINNOW_DATA") else { return nil }
    let root = unsafe String(cString: folder) + "/html5lib/encoding/"
    return ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"].map { name in
      guard let file = unsafe fopen(root + name, "rb") else { return [] }
      defer { unsafe fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe fread($0.baseAddress, 1, $0.count, file)
      }
      return Array(bytes.prefix(count))
    }
  }()
}
