import Model

/// The files of a book; their headings are the names of the stored fields.
enum BookFile: String, CaseIterable {
  case settings
  case customers
  case vendors
  case invoices
  case invoiceLines = "invoice_lines"
  case bills
  case billLines = "bill_lines"
  case credits
  case creditLines = "credit_lines"
  case vendorCredits = "vendor_credits"
  case vendorCreditLines = "vendor_credit_lines"
  case payments
  case billPayments = "bill_payments"
  case allocations
  case billAllocations = "bill_allocations"
  case orders
  case orderLines = "order_lines"
  case purchaseOrders = "purchase_orders"
  case purchaseOrderLines = "purchase_order_lines"
  case disputes
  case billDisputes = "bill_disputes"
  case promises
  case notes
  case rates
  case bankLines = "bank_lines"

  var headings: String {
    switch self {
    case .settings: "name,value"
    case .customers, .vendors:
      "number,name,contact,phone,email,address,country,currency,terms,credit_limit,tax_id,iban,"
        + "po_required,tags"
    case .invoices:
      "number,customer,date,due,terms,currency,net,tax,total,po,reference,country,tags,sent,"
        + "flagged,draft,void_on,recorded,recorded_by"
    case .bills:
      "number,vendor_number,vendor,date,due,terms,currency,net,tax,total,po,reference,approved,"
        + "flagged,held,void_on,recorded,recorded_by"
    case .invoiceLines, .billLines, .creditLines, .vendorCreditLines, .orderLines,
      .purchaseOrderLines:
      "document,line,item,description,quantity,unit_price,discount,amount,tax_rate,tax"
    case .credits: "number,customer,invoice,date,currency,net,tax,amount,reason,recorded"
    case .vendorCredits: "number,vendor,bill,date,currency,net,tax,amount,reason,recorded"
    case .payments:
      "number,customer,date,amount,currency,method,reference,payer,recorded"
    case .billPayments: "number,vendor,date,amount,currency,method,reference,payer,recorded"
    case .allocations, .billAllocations:
      "payment,credit,document,date,amount,currency,recorded"
    case .orders: "number,customer,date,po,currency,net,tax,total"
    case .purchaseOrders: "number,vendor,date,po,currency,net,tax,total"
    case .disputes, .billDisputes: "document,date,amount,reason,resolved_on"
    case .promises: "document,date,due,amount,text,resolved_on"
    case .notes: "customer,document,date,text,recorded_by"
    case .rates: "date,from_currency,to_currency,rate"
    case .bankLines: "number,date,amount,currency,payer,iban,text,payment"
    }
  }
}

/// What stands in one cell of a file.
enum Cell {
  case text(String)
  /// An amount in the smallest unit of a currency.
  case amount(Int, Currency)
  /// A number by its digits and how many of them stand behind the point, without zeros at its end.
  case number(Int, scale: Int)
  case date(CivilDate?)
  case flag(Bool)
  case currency(Currency)
  case none
}

/// The files that one side of the book writes, each a buffer until it is handed on.
struct BookFiles {
  private var buffers: [BookFile: CSVText]
  private let order: [BookFile]

  init(_ files: [BookFile]) {
    order = files
    buffers = [:]
    for file in files { buffers[file] = CSVText(headings: file.headings) }
  }

  /// Adds a row to a file.
  mutating func row(_ file: BookFile, _ cells: Cell...) {
    buffers[file]?.append(cells)
  }

  /// Hands on every buffer with at least so many bytes, and empties it.
  mutating func drain(
    atLeast limit: Int, into emit: (String, ArraySlice<UInt8>) throws -> Void
  ) rethrows {
    for file in order {
      guard let text = buffers[file], text.bytes.count >= limit, !text.bytes.isEmpty else {
        continue
      }
      try emit(file.rawValue + ".csv", text.bytes[...])
      buffers[file]?.removeAll()
    }
  }
}
