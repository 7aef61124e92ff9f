import Testing

@testable import Extraction

@Suite("References between addresses")
struct URLReferenceTests {
  @Test(
    "references are resolved as RFC 3986 says in its examples",
    arguments: [
      ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
      ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
      ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
      ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
      ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
      ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
      ("g:h", "g:h"), ("mailto:x@y", "mailto:x@y"),
    ])
  func references(reference: String, expected: String) {
    #expect(URLReference.resolve(reference, base: "http://a/b/c/d;p?q") == expected)
  }

  @Test("without a base of use a reference stays as it is")
  func noBase() {
    #expect(URLReference.resolve("g", base: nil) == "g")
    #expect(URLReference.resolve("/g", base: "no address") == "/g")
    #expect(URLReference.resolve("g", base: "http://") == "g")
    #expect(URLReference.resolve("g", base: "http://a") == "http://a/g")
  }
}
