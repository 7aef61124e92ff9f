import Testing

@testable import Lineage

@Suite("British and American spelling")
struct SpellingVariantTests {
  @Test(
    "one form for both spellings",
    arguments: [
      ("colour", "color"), ("organisation", "organization"), ("centre", "center"),
      ("travelled", "traveled"), ("defence", "defense"), ("programme", "program"),
      ("analysed", "analyzed"), ("labour", "labor"), ("catalogue", "catalog"),
      ("anaesthetic", "anesthetic"), ("modelling", "modeling"), ("recognised", "recognized"),
    ])
  func oneForm(british: String, american: String) {
    let (one, other) = (Array(british.utf8), Array(american.utf8))
    #expect(SpellingVariant.neutral(one) == SpellingVariant.neutral(other))
    #expect(SpellingVariant.side(of: one, against: other) == .british)
    #expect(SpellingVariant.side(of: other, against: one) == .american)
  }

  @Test(
    "other words stay apart",
    arguments: [("minister", "ministry"), ("police", "policy"), ("four", "for"), ("house", "hose")])
  func apart(one: String, other: String) {
    #expect(SpellingVariant.neutral(Array(one.utf8)) != SpellingVariant.neutral(Array(other.utf8)))
  }
}
