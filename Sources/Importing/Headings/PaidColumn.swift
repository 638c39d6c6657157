import Columns
import Model

/// A column of documents that is headed `Paid` or `Open`: its values say what it tells.
///
/// Amounts are what was paid or is left, days are those on which the documents were settled, and
/// words say whether they are.
enum PaidColumn {
  private static let headings: Set<String> = [
    "paid", "ispaid", "fullypaid", "settled", "issettled", "bezahlt", "beglichen", "betaald",
    "paye", "payee", "regle", "reglee", "pagado", "pagada", "pagato", "pagata", "pago",
  ]

  private static let opposites: Set<String> = [
    "open", "isopen", "unpaid", "isunpaid", "notpaid", "offen", "unbezahlt", "openstaand",
    "pendiente", "impaye", "impayee",
  ]

  /// Headings of columns that say by a word how far a document is paid.
  private static let statuses: Set<String> = [
    "paymentstatus", "paymentstate", "paidstatus", "financialstatus", "settlementstatus",
    "zahlungsstatus", "zahlstatus", "statutpaiement", "statutdepaiement", "estadodepago",
    "statopagamento", "betaalstatus",
  ]

  private static let yes: Set<String> = [
    "yes", "y", "true", "1", "x", "✓", "ja", "j", "oui", "o", "si", "sim", "s", "tak",
  ]
  private static let paid: Set<String> = [
    "paid", "fully paid", "paid in full", "settled", "bezahlt", "beglichen", "paye", "payee",
    "pagado", "pagada", "pagato", "pagata", "pago", "paga", "betaald",
  ]
  private static let no: Set<String> = [
    "no", "n", "false", "0", "-", "nein", "non", "nee", "nao", "nie", "open", "unpaid", "not paid",
    "offen", "unbezahlt", "impaye", "impayee", "partial", "partially paid", "partly paid",
    "part paid", "teilweise", "teilbezahlt", "pending", "overdue", "outstanding", "due",
  ]

  /// Whether the values of a column are days of settlement.
  static func tellsDays(_ column: RawColumn) -> Bool {
    headings.contains(column.key) && ExtraKind.kind(of: column) == .date
  }

  /// For each distinct text of a document's status, whether it says that it is paid.
  static func words(ofStatus column: RawColumn) -> [Bool] {
    texts(of: column).map(paid.contains)
  }

  /// For each distinct text of a column, whether it says that a document is paid; nil for a column
  /// that does not say so by words.
  static func words(_ column: RawColumn) -> [Bool]? {
    let key = column.key
    if statuses.contains(key) { return words(ofStatus: column) }
    let isOpposite = opposites.contains(key)
    guard isOpposite || headings.contains(key), !column.isEmpty else { return nil }
    let texts = texts(of: column)
    let answers = isOpposite ? yes : yes.union(paid)
    guard texts.allSatisfy({ answers.contains($0) || no.contains($0) }) else { return nil }
    return texts.map { answers.contains($0) != isOpposite }
  }

  /// The distinct texts of a column, without case and accents.
  private static func texts(of column: RawColumn) -> [String] {
    (0..<UInt32(column.texts.count)).map { code in
      let folded = TextFolding.foldedIgnoringAccents(Array(column.texts[code]))
      return String(decoding: folded, as: UTF8.self)
    }
  }
}
