"""What the fictional network says on its public site, by subject; `laying` puts it there."""
