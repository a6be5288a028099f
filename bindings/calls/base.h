/* base.h - words and structs of kefu/base.h. */
