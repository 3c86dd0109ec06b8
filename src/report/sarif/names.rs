//! What others call the weaknesses and risks that rules point to.

/// Names of CWE entries, by number.
#[rustfmt::skip]
pub(super) const WEAKNESSES: &[(u16, &str)] = &[
    (20, "Improper Input Validation"),
    (22, "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')"),
    (78, "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')"),
    (79, "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"),
    (89, "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')"),
    (178, "Improper Handling of Case Sensitivity"),
    (200, "Exposure of Sensitive Information to an Unauthorized Actor"),
    (201, "Insertion of Sensitive Information Into Sent Data"),
    (204, "Observable Response Discrepancy"),
    (208, "Observable Timing Discrepancy"),
    (209, "Generation of Error Message Containing Sensitive Information"),
    (213, "Exposure of Sensitive Information Due to Incompatible Policies"),
    (248, "Uncaught Exception"),
    (290, "Authentication Bypass by Spoofing"),
    (295, "Improper Certificate Validation"),
    (306, "Missing Authentication for Critical Function"),
    (307, "Improper Restriction of Excessive Authentication Attempts"),
    (319, "Cleartext Transmission of Sensitive Information"),
    (321, "Use of Hard-coded Cryptographic Key"),
    (347, "Improper Verification of Cryptographic Signature"),
    (352, "Cross-Site Request Forgery (CSRF)"),
    (400, "Uncontrolled Resource Consumption"),
    (409, "Improper Handling of Highly Compressed Data (Data Amplification)"),
    (434, "Unrestricted Upload of File with Dangerous Type"),
    (436, "Interpretation Conflict"),
    (441, "Unintended Proxy or Intermediary ('Confused Deputy')"),
    (444, "Inconsistent Interpretation of HTTP Requests ('HTTP Request/Response Smuggling')"),
    (477, "Use of Obsolete Function"),
    (489, "Active Debug Code"),
    (497, "Exposure of Sensitive System Information to an Unauthorized Control Sphere"),
    (521, "Weak Password Requirements"),
    (522, "Insufficiently Protected Credentials"),
    (525, "Use of Web Browser Cache Containing Sensitive Information"),
    (532, "Insertion of Sensitive Information into Log File"),
    (551, "Incorrect Behavior Order: Authorization Before Parsing and Canonicalization"),
    (598, "Use of GET Request Method With Sensitive Query Strings"),
    (601, "URL Redirection to Untrusted Site ('Open Redirect')"),
    (613, "Insufficient Session Expiration"),
    (614, "Sensitive Cookie in HTTPS Session Without 'Secure' Attribute"),
    (639, "Authorization Bypass Through User-Controlled Key"),
    (674, "Uncontrolled Recursion"),
    (696, "Incorrect Behavior Order"),
    (754, "Improper Check for Unusual or Exceptional Conditions"),
    (756, "Missing Custom Error Page"),
    (770, "Allocation of Resources Without Limits or Throttling"),
    (789, "Memory Allocation with Excessive Size Value"),
    (798, "Use of Hard-coded Credentials"),
    (799, "Improper Control of Interaction Frequency"),
    (829, "Inclusion of Functionality from Untrusted Control Sphere"),
    (862, "Missing Authorization"),
    (863, "Incorrect Authorization"),
    (915, "Improperly Controlled Modification of Dynamically-Determined Object Attributes"),
    (916, "Use of Password Hash With Insufficient Computational Effort"),
    (918, "Server-Side Request Forgery (SSRF)"),
    (942, "Permissive Cross-domain Security Policy with Untrusted Domains"),
    (1004, "Sensitive Cookie Without 'HttpOnly' Flag"),
    (1059, "Insufficient Technical Documentation"),
    (1111, "Incomplete I/O Documentation"),
    (1116, "Inaccurate Comments"),
    (1125, "Excessive Attack Surface"),
    (1220, "Insufficient Granularity of Access Control"),
    (1284, "Improper Validation of Specified Quantity in Input"),
    (1286, "Improper Validation of Syntactic Correctness of Input"),
    (1287, "Improper Validation of Specified Type of Input"),
    (1333, "Inefficient Regular Expression Complexity"),
    (1390, "Weak Authentication"),
];

/// The OWASP API Security Top 10 of 2023.
pub(super) const OWASP: [(&str, &str); 10] = [
    ("API1:2023", "Broken Object Level Authorization"),
    ("API2:2023", "Broken Authentication"),
    ("API3:2023", "Broken Object Property Level Authorization"),
    ("API4:2023", "Unrestricted Resource Consumption"),
    ("API5:2023", "Broken Function Level Authorization"),
    ("API6:2023", "Unrestricted Access to Sensitive Business Flows"),
    ("API7:2023", "Server Side Request Forgery"),
    ("API8:2023", "Security Misconfiguration"),
    ("API9:2023", "Improper Inventory Management"),
    ("API10:2023", "Unsafe Consumption of APIs"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn what_rules_point_to_has_a_name() {
        for rule in &RULES {
            let (cwe, owasp) = (&rule.metadata().cwe, &rule.metadata().owasp);
            assert!(cwe.iter().all(|it| WEAKNESSES.iter().any(|known| known.0 == *it)), "{}", rule.name);
            assert!(owasp.iter().all(|it| OWASP.iter().any(|known| known.0 == it)), "{}", rule.name);
        }
    }
}
