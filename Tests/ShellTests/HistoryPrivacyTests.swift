import Shell
import Testing

/// What of a statement reaches the disk.
@Suite struct HistoryPrivacyTests {
  @Test(arguments: [
    ("vendors where iban is \"DE89 3704 0044 0532 0130 00\"", "vendors where iban is \"…\""),
    ("vendors where iban = 'de89370400440532013000' count", "vendors where iban = '…' count"),
    (
      "change customer \"Acme\" set iban = GB29NWBK60161331926819",
      "change customer \"Acme\" set iban = …"
    ),
    ("FR1420041010050500013M02606 and more", "… and more"),
    (
      "change customer \"Acme\" set email = \"zoe@example.com\"",
      "change customer \"Acme\" set email = \"…\""
    ),
    ("customers where email has \"@example.com\"", "customers where email has \"@example.com\""),
    (
      "invoices where number is \"INV-2026-0000012345\"",
      "invoices where number is \"INV-2026-0000012345\""
    ),
    ("#RE20250000 where open", "#RE20250000 where open"),
    (
      "invoices where po is \"AB12 is no account number\"",
      "invoices where po is \"AB12 is no account number\""
    ),
    ("Zoë & 東京", "Zoë & 東京"), ("", ""),
  ])
  func accountsAndAddressesAreLeftOut(_ statement: String, _ recorded: String) {
    #expect(HistoryPrivacy.recorded(statement) == recorded)
  }

  @Test(arguments: ["set password hunter2", "SET api_token abc", "set secret = x"])
  func secretsAreNotRecorded(_ statement: String) {
    #expect(HistoryPrivacy.recorded(statement) == nil)
  }

  @Test func settingsAre() {
    #expect(HistoryPrivacy.recorded("set rows all") == "set rows all")
  }
}
