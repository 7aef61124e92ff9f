import Testing

@testable import Extraction

@Suite("The site itself")
struct SiteIdentityTests {
  @Test(
    "a site is known by its host, its names, their short and their other forms",
    arguments: [
      ("Associated Press", "", "apnews.com"), ("Bangladesh Sangbad Sangstha", "", "bssnews.net"),
      ("Agence France-Presse", "", "faktencheck.afp.com"), ("Reuters", "Reuters", "reuters.com"),
      ("ntv.de", "n-tv.de", "n-tv.de"), ("Псковский Портовый Вестник", "", "ппв.example"),
      ("Портквеб.Ру", "", "portkweb.ru"), ("Harbour Post", "The Harbour Post", "x.example"),
      ("Harbour Post Online", "Harbour Post", "x.example"), ("新浪财经", "新浪网", "x.example"),
      ("港口网", "港口网北方频道", "x.example"), ("www.harbour.example", "", "m.harbour.example"),
      ("The Harbour", "", "theharbour.example"), ("Fähr-Zeitung", "", "faehrzeitung.example"),
      ("Ærø Tidende", "", "aeroetidende.example"), ("红网", "", "www.rednet.cn"),
      ("中国日报网", "", "world.chinadaily.com.cn"),
    ])
  func own(name: String, siteName: String, host: String) {
    let site = SiteIdentity(
      names: siteName.isEmpty ? [] : [siteName], shownName: siteName.isEmpty ? nil : siteName,
      hosts: [host])
    #expect(site.isOwn(name))
  }

  @Test(
    "others are not the site",
    arguments: [
      ("Associated Press", "Harbour Post", "harbour.example"),
      ("Reuters", "Yard News", "yard.example"),
      ("El Sol del Puerto", "El Sol de Varde", "elsoldevarde.example"),
      ("CNN", "", "wcnnx.example"),
      ("港口日报", "北方网", "north.example"), ("harbour.example", "", "yard.example"),
    ])
  func other(name: String, siteName: String, host: String) {
    let site = SiteIdentity(
      names: siteName.isEmpty ? [] : [siteName], shownName: siteName.isEmpty ? nil : siteName,
      hosts: [host])
    #expect(!site.isOwn(name))
  }

  @Test(
    "where the host is known, a publisher's name in the page's data does not make an agency's text its own"
  )
  func publisher() {
    let site = SiteIdentity(
      names: ["Associated Press"], shownName: "Harbour Post", hosts: ["harbour.example"])
    #expect(!site.isOwn("Associated Press"))
  }
}
