"""Who signs in, and with what: password, second factor, links for those who have neither; the accounts themselves."""
