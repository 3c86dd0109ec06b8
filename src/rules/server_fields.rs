//! Names of properties that are not for callers to set, and of operations in which they set them for themselves.

use super::words::is_one_of;

/// What only administrators decide about somebody.
const PRIVILEGES: [&str; 32] = [
    "accountbalance",
    "accountstatus",
    "accounttype",
    "admin",
    "approved",
    "balance",
    "credit",
    "creditbalance",
    "credits",
    "emailconfirmed",
    "emailverified",
    "isadmin",
    "isadministrator",
    "isapproved",
    "isemailverified",
    "isowner",
    "isphoneverified",
    "isstaff",
    "issuperadmin",
    "issuperuser",
    "issysadmin",
    "isverified",
    "permissions",
    "phoneverified",
    "privileges",
    "role",
    "roleid",
    "roleids",
    "roles",
    "superuser",
    "userrole",
    "verified",
];

/// Those among them that make an administrator.
const ADMIN_FLAGS: [&str; 8] = [
    "admin",
    "isadmin",
    "isadministrator",
    "isstaff",
    "issuperadmin",
    "issuperuser",
    "issysadmin",
    "superuser",
];

/// Properties in which the server notes when and by whom.
const NOTES: [&str; 42] = [
    "created",
    "createdat",
    "createdby",
    "createdbyid",
    "createddate",
    "createddatetime",
    "createdon",
    "createdtime",
    "createdtimestamp",
    "creationdate",
    "creationdatetime",
    "creationtime",
    "creationtimestamp",
    "createtime",
    "createdatetime",
    "createtimestamp",
    "datecreated",
    "datemodified",
    "dateupdated",
    "deletedat",
    "deletedby",
    "lastmodified",
    "lastmodifiedat",
    "lastmodifiedby",
    "lastmodifieddate",
    "lastmodifieddatetime",
    "lastmodifiedtime",
    "lastupdate",
    "lastupdated",
    "lastupdatedat",
    "lastupdatedby",
    "modifiedat",
    "modifiedby",
    "modifieddate",
    "modifiedon",
    "updated",
    "updatedat",
    "updatedby",
    "updateddate",
    "updatedon",
    "updatetime",
    "updatedtime",
];

/// Properties that the server usually sets, though callers may do so too.
const IDENTITIES: [&str; 9] = ["_id", "_links", "_rev", "etag", "href", "id", "selflink", "uid", "uuid"];

/// Parts of paths in which callers set up or change their own account.
const OWN: [&str; 15] = [
    "createaccount",
    "currentuser",
    "me",
    "myaccount",
    "myprofile",
    "myself",
    "profile",
    "register",
    "registeruser",
    "registration",
    "self",
    "signup",
    "useraccount",
    "userprofile",
    "userregistration",
];

/// Names of the caller at the end of a path.
const CALLER: [&str; 3] = ["currentuser", "me", "myself"];

/// Ends of paths that hold accounts.
const ACCOUNTS: [&str; 8] =
    ["account", "accounts", "customer", "customers", "player", "players", "user", "users"];

/// Whether only administrators decide about a property of this name.
pub(super) fn is_privilege(name: &str) -> bool {
    is_one_of(name, &PRIVILEGES)
}

/// Whether a property of this name makes an administrator.
pub(super) fn makes_admin(name: &str) -> bool {
    is_one_of(name, &ADMIN_FLAGS)
}

/// Whether the server notes under this name when and by whom.
pub(super) fn is_note(name: &str) -> bool {
    is_one_of(name, &NOTES)
}

/// Whether the server usually sets what has this name.
pub(super) fn is_identity(name: &str) -> bool {
    is_one_of(name, &IDENTITIES)
}

/// Whether callers set up or change their own account, as the last part of the path says.
pub(super) fn is_about_caller(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // Behind a template it is the account of whoever is named there.
    let is_own = || is_one_of(last, &OWN) && !path.contains('{');
    is_own() || (is_one_of(last, &CALLER) && !last.contains('{'))
}

/// Whether an operation of this path is about the one account that the caller has.
pub(super) fn holds_own_account(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    is_one_of(last, &["account", "user"]) && !path.contains('{')
}

/// Whether a path is that of accounts, or of one of them.
pub(super) fn holds_accounts(path: &str) -> bool {
    let mut parts = path.trim_end_matches('/').rsplit('/').skip_while(|it| it.starts_with('{'));
    parts.next().is_some_and(|it| is_one_of(it, &ACCOUNTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_callers() {
        for path in ["/me", "/v1/users/me/", "/sign-up", "/auth/register", "/tenants/{id}/me"] {
            assert!(is_about_caller(path), "{path}");
        }
        for path in ["/users/{id}/profile", "/me/orders", "/cash/register/open", "/users", "/{me}", "/"] {
            assert!(!is_about_caller(path), "{path}");
        }
    }

    #[test]
    fn names_of_fields() {
        for name in ["createdAt", "created_at", "last_modified", "updateTime"] {
            assert!(is_note(name), "{name}");
        }
        for name in ["created_after", "recreated", "update", "creator"] {
            assert!(!is_note(name), "{name}");
        }
        assert!(is_privilege("isAdmin") && makes_admin("is_admin") && is_privilege("email_verified"));
        assert!(!is_privilege("role_description") && !makes_admin("role"));
    }
}
