"""Small programs by feature: every public function of a module here is a case, which prints."""
